"""Speed, as ratios taken in one run; `make bench` runs it and prints the figures."""
