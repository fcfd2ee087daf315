"""Speed and accuracy of the tone model beside the usual choice."""
