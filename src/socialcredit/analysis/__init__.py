"""Mathematics of experiments: points to try, what moved a number, what data leave possible."""
