"""Language: labels, dates and figures in the tongue that the paper is printed in."""
