"""The pages to decide with: answers are read, the engine is asked, nothing is kept."""
