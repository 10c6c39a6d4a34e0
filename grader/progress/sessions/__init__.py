"""Training sessions: who runs them, who is in, under which name and until when."""
