"""Training of the tone model: from labelled posts to the weights file and the figures of the model card."""
