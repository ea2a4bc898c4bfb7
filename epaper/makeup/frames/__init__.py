"""Frames: planned pages drawn as rectangles with ready lines, pictures and rules."""
