"""Where did these words come from, and what happened to them on the way?"""
