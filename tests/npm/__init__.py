"""What the tests run with Node: readers of our files that we did not write."""
