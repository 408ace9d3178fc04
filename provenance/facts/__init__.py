"""What a text states, whatever its language."""
