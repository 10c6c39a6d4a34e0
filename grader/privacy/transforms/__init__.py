"""What is done to columns and rows: each step of a recipe carried out, and written as a file."""
