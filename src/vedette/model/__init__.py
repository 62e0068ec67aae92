"""The nouns of the field as frozen values: one module per family, no input or output."""
