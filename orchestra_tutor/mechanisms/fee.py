"""Fees by the hour beside the compute: of ECS Anywhere's instances and of a Kubernetes cluster's control plane.

Source: https://aws.amazon.com/ecs/anywhere/pricing/, https://aws.amazon.com/eks/pricing/ and
https://cloud.google.com/kubernetes-engine/pricing. Prices are given, as they change. The arithmetic is exact, as they
are decimals; amounts in USD are rounded to six places.
"""

from fractions import Fraction
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, decimal, exact, plain, usd, whole
from orchestra_tutor.text import Text

ANYWHERE: Final = "https://aws.amazon.com/ecs/anywhere/pricing/"
CONTROL_PLANE: Final = "https://aws.amazon.com/eks/pricing/"


def ecs_anywhere(external_instances: int, connected_hours: float, price_instance_hour: float) -> float:
    """USD of external instances for the time that each is connected, however many tasks they run."""
    return usd(external_instances * exact(connected_hours) * exact(price_instance_hour))


def control_plane(
    fee_per_cluster_hour: float, hours: float, clusters: int = 1, monthly_credit_usd: float = 0.0
) -> float:
    """USD of the fee of Kubernetes clusters in a month, less the credit, and never below nothing."""
    fee = exact(fee_per_cluster_hour) * exact(hours) * clusters
    return usd(max(Fraction(0), fee - exact(monthly_credit_usd)))


def _ecs_anywhere(
    external_instances: int, connected_hours: float, price_instance_hour: float, tasks_each: int
) -> Worked:
    value = ecs_anywhere(external_instances, connected_hours, price_instance_hour)
    hours = float(external_instances * exact(connected_hours))
    first = Text(
        "{instances} instances × {each} h = {hours} instance-hours.",
        "인스턴스 {instances}개 × {each}시간 = {hours} 인스턴스 시간",
    ).fill(instances=external_instances, each=plain(connected_hours), hours=plain(hours))
    then = Text("{hours} × {price} = {value} USD.", "{hours} × {price} = {value} USD").fill(
        hours=plain(hours), price=plain(price_instance_hour), value=plain(value)
    )
    single = Text("That is a single instance.", "인스턴스 하나의 요금입니다.")
    by_task = Text("Instances are charged, not their tasks.", "태스크가 아니라 인스턴스에 과금됩니다.")
    free = Text("AWS charges for the connection of your own servers too.", "내 서버라도 연결된 시간은 과금됩니다.")
    per_task = ecs_anywhere(external_instances * tasks_each, connected_hours, price_instance_hour)
    slips = (
        Slip(per_task, by_task, "anywhere-billed-per-task"),
        Slip(ecs_anywhere(1, connected_hours, price_instance_hour), single),
        Slip(0.0, free, "anywhere-is-free"),
    )
    return Worked(value, (first, then), apart(value, *slips))


def _control_plane(fee_per_cluster_hour: float, hours: float, clusters: int, monthly_credit_usd: float) -> Worked:
    value = control_plane(fee_per_cluster_hour, hours, clusters, monthly_credit_usd)
    fee, single = (control_plane(fee_per_cluster_hour, hours, count) for count in (clusters, 1))
    steps = [
        Text(
            "{each} USD × {hours} h × {clusters} clusters = {fee} USD.",
            "{each} USD × {hours}시간 × 클러스터 {clusters}개 = {fee} USD",
        ).fill(each=plain(fee_per_cluster_hour), hours=plain(hours), clusters=clusters, fee=plain(fee))
    ]
    if monthly_credit_usd:
        less = Text(
            "Less the credit, never below 0: {fee} − {credit} → {value} USD.",
            "크레딧 차감, 최소 0: {fee} − {credit} → {value} USD",
        )
        steps.append(less.fill(fee=plain(fee), credit=plain(monthly_credit_usd), value=plain(value)))
    each_credited = clusters * control_plane(fee_per_cluster_hour, hours, 1, monthly_credit_usd)
    slips = (
        Slip(fee, Text("The credit is forgotten.", "크레딧이 빠졌습니다.")),
        Slip(single, Text("Every cluster has its fee.", "요금은 클러스터마다 붙습니다.")),
        Slip(
            round(each_credited, 6),
            Text("The credit is for the account, not for each cluster.", "크레딧은 클러스터가 아니라 계정에 붙습니다."),
        ),
    )
    return Worked(value, tuple(steps), apart(value, *slips))


MECHANISMS: Final = {
    "ecs_anywhere": Mechanism(
        Text("Cost of ECS Anywhere", "ECS Anywhere의 요금"),
        (
            Input("external_instances", whole(1, 100_000), Text("external instances", "외부 인스턴스 수")),
            Input(
                "connected_hours", decimal(0, 10_000), Text("hours that each is connected", "인스턴스마다 연결된 시간")
            ),
            Input(
                "price_instance_hour", decimal(0, 1_000), Text("USD for an instance an hour", "인스턴스의 시간당 USD")
            ),
            Input(
                "tasks_each",
                whole(1, 1_000),
                Text("tasks on each, which cost nothing", "인스턴스마다 도는 태스크 수(요금 없음)"),
                "1",
            ),
        ),
        _ecs_anywhere,
        ANYWHERE,
        "USD",
    ),
    "control_plane": Mechanism(
        Text("Fee of Kubernetes clusters", "쿠버네티스 클러스터의 요금"),
        (
            Input(
                "fee_per_cluster_hour", decimal(0, 1_000), Text("USD for a cluster an hour", "클러스터의 시간당 USD")
            ),
            Input("hours", decimal(0, 10_000), Text("hours", "시간")),
            Input("clusters", whole(1, 100_000), Text("clusters", "클러스터 수"), "1"),
            Input(
                "monthly_credit_usd",
                decimal(0, 1_000_000),
                Text("USD of credit in the month", "한 달 크레딧(USD)"),
                "0",
            ),
        ),
        _control_plane,
        CONTROL_PLANE,
        "USD",
    ),
}
