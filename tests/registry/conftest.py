"""What the registry's tests share."""

import hypothesis

# A busy machine is slow, not wrong.
hypothesis.settings.register_profile("without deadline", deadline=None)
hypothesis.settings.load_profile("without deadline")
