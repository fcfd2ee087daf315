"""Two Ray nodes on this machine for a test: `kill` on standard input kills the second, another line ends all.

Printed are the address, and the process of the node killed. All this in a process of its own, so that what Ray starts
and warns of stays out of the test.
"""

import os
import sys

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

from ray.cluster_utils import Cluster

SMALL = {"num_cpus": 1, "object_store_memory": 80 << 20}

if __name__ == "__main__":
    cluster = Cluster(initialize_head=True, head_node_args={**SMALL, "include_dashboard": False})
    try:
        second = cluster.add_node(**SMALL)
        print(cluster.address, flush=True)
        if sys.stdin.readline().strip() == "kill":
            raylet = second.all_processes["raylet"][0].process.pid
            cluster.remove_node(second, allow_graceful=False)
            print(raylet, flush=True)
            sys.stdin.readline()
    finally:
        cluster.shutdown()
