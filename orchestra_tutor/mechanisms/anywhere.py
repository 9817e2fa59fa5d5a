"""What ECS supports on external instances (ECS Anywhere).

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html;
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html;
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html; and
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ResourceRequirement.html (GPU sharing).
"""

from typing import Final

FEATURES: Final = {
    "App Mesh": False,
    "Availability Zone rebalancing": False,
    "CloudWatch Logs": True,  # with a task execution role
    "EFS volumes": False,
    "Elastic Load Balancing": False,
    "ECS Exec": True,
    "GPU sharing": False,
    "SELinux": False,
    "Service Connect": False,
    "UpdateContainerAgent": False,
    "awsvpc network mode": False,
    "bridge network mode": True,
    "capacity providers": False,
    "host network mode": True,
    "none network mode": True,
    "service discovery": False,
}
CLUSTERS_PER_INSTANCE: Final = 1  # at a time
ROTATION_MINUTES: Final = 30  # of the instance's IAM credentials
ROTATED_BY: Final = "SSM Agent with a hardware fingerprint"


def supports(feature: str) -> bool:
    """Whether a feature of ECS works with the EXTERNAL launch type."""
    if feature not in FEATURES:
        raise ValueError(f"feature: one of {', '.join(FEATURES)}")
    return FEATURES[feature]
