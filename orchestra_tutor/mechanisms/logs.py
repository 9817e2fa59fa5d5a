"""Log drivers of ECS containers, and what happens to an application whose logs cannot be delivered.

Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html.
"""

from typing import Final

DRIVERS: Final = {
    "FARGATE": ("awslogs", "splunk", "awsfirelens"),
    "EC2": ("awslogs", "fluentd", "gelf", "json-file", "journald", "syslog", "splunk", "awsfirelens"),
    "MANAGED_INSTANCES": ("awslogs", "splunk", "awsfirelens", "json-file"),
}
NON_BLOCKING_SINCE: Final = "2025-06-25"
MAX_BUFFER_SIZE: Final = "10m"  # of messages that wait in non-blocking mode


def drivers(compute: str) -> tuple[str, ...]:
    """The log drivers that tasks on this compute may use."""
    if compute not in DRIVERS:
        raise ValueError(f"compute: one of {', '.join(DRIVERS)}")
    return DRIVERS[compute]


def default_mode(day: str) -> str:
    """The delivery mode on a day (2025-06-25) where neither container nor account names one.

    Non-blocking may lose logs; blocking may stop an application that writes them.
    """
    return "non-blocking" if day >= NON_BLOCKING_SINCE else "blocking"
