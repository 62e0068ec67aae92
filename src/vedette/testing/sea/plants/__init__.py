"""Planted behaviours, one file each: what a ship does, and the labels that say so."""
