"""Vedette: a workbench for teams that monitor sanctions, where every figure recomputes from its evidence."""
