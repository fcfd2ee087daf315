"""Letters of our own, and the registers: pages under /van-ban-di/ and /so-van-ban-…/."""
