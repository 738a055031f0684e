"""Rules that data must keep: each a sentence, a dimension of quality and a search."""
