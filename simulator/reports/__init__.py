"""What leaves the program: reports to read and print, and exports for other programs."""
