"""Charts a ministry would print, each drawn from figures and described in words."""
