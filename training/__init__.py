"""Programs that rebuild what ships as data; they need the training data and the `bench` extra."""
