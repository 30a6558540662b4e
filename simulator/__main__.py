"""`python -m simulator` is `calmfirm`."""

from simulator.cli import main

if __name__ == "__main__":
    main()
