"""Estimates, tallies and meters, weighed and reviewed by people: the first layer that may accuse."""
