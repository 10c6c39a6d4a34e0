"""What a wrong cell most likely meant, and so what to write instead."""
