"""What every chart is drawn with: lettering, canvas, palette, axes, and the words that are not data."""
