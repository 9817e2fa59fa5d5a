"""What compute costs on Fargate and EC2, from unit prices that are given: prices change, the way to count does not.

Source: https://aws.amazon.com/fargate/pricing/. All arithmetic is exact, as prices are decimals; amounts in USD are
rounded to six places.
"""

from fractions import Fraction
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, decimal, exact, plain, usd, whole
from orchestra_tutor.text import Text

FARGATE: Final = "https://aws.amazon.com/fargate/pricing/"
HOUR: Final = 3600
MINIMUM_SECONDS: Final = 60  # of a Fargate task, from the pull of its image to its end
FREE_EPHEMERAL_GB: Final = 20.0


def billed_seconds(seconds_run: int) -> int:
    """The seconds of a Fargate task that are charged: all of them, at least a minute."""
    return max(MINIMUM_SECONDS, seconds_run)


def fargate_hour(
    vcpu: float,
    memory_gb: float,
    price_vcpu_hour: float,
    price_gb_hour: float,
    ephemeral_gb: float = FREE_EPHEMERAL_GB,
    price_ephemeral_gb_hour: float = 0.0,
    free_ephemeral_gb: float = FREE_EPHEMERAL_GB,
) -> float:
    """USD an hour of a Fargate task: vCPU and memory as configured, storage above what is free."""
    paid_gb = max(Fraction(0), exact(ephemeral_gb) - exact(free_ephemeral_gb))
    compute = exact(vcpu) * exact(price_vcpu_hour) + exact(memory_gb) * exact(price_gb_hour)
    return float(compute + paid_gb * exact(price_ephemeral_gb_hour))


def fargate(price_task_hour: float, seconds_run: int, tasks: int = 1) -> float:
    """USD of `tasks` tasks that each run for `seconds_run`, at the price an hour that `fargate_hour` says."""
    return usd(exact(price_task_hour) * billed_seconds(seconds_run) * tasks / HOUR)


def break_even(ec2_price_hour: float, fargate_price_hour: float) -> float:
    """The share of an instance above which EC2 costs less than what is used of it would cost on Fargate.

    It counts compute only, with CPU and memory packed alike. Above 1 even a full instance costs more.
    """
    if fargate_price_hour <= 0:
        raise ValueError("fargate_price_hour: above 0")
    return float(round(exact(ec2_price_hour) / exact(fargate_price_hour), 4))


def _fargate(
    vcpu: float,
    memory_gb: float,
    seconds_run: int,
    tasks: int,
    price_vcpu_hour: float,
    price_gb_hour: float,
    ephemeral_gb: float,
    price_ephemeral_gb_hour: float,
) -> Worked:
    storage = (ephemeral_gb, price_ephemeral_gb_hour)
    compute = fargate_hour(vcpu, memory_gb, price_vcpu_hour, price_gb_hour)
    price = fargate_hour(vcpu, memory_gb, price_vcpu_hour, price_gb_hour, *storage)
    value, seconds = fargate(price, seconds_run, tasks), billed_seconds(seconds_run)
    steps = [
        Text(
            "vCPU and memory an hour: {vcpu} × {price_vcpu} + {gb} × {price_gb} = {compute} USD.",
            "시간당 vCPU와 메모리: {vcpu} × {price_vcpu} + {gb} × {price_gb} = {compute} USD",
        ).fill(
            vcpu=plain(vcpu),
            price_vcpu=plain(price_vcpu_hour),
            gb=plain(memory_gb),
            price_gb=plain(price_gb_hour),
            compute=plain(compute),
        )
    ]
    if price != compute:
        more = Text(
            "Storage above the free part: {compute} + ({gb} − {free}) × {each} = {price} USD.",
            "무료분을 넘는 스토리지: {compute} + ({gb} − {free}) × {each} = {price} USD",
        )
        given = {"gb": ephemeral_gb, "free": FREE_EPHEMERAL_GB, "each": price_ephemeral_gb_hour}
        steps.append(
            more.fill(**{name: plain(each) for name, each in {**given, "compute": compute, "price": price}.items()})
        )
    if seconds != seconds_run:
        minimum = Text("{run} s count as {seconds} s, the minimum.", "실행 {run}초, 과금 {seconds}초(최소 시간)")
        steps.append(minimum.fill(run=seconds_run, seconds=seconds))
    total = Text(
        "{price} × {seconds} s / {hour} s × {tasks} tasks = {value} USD.",
        "{price} × {seconds}초 / {hour}초 × 태스크 {tasks}개 = {value} USD",
    )
    steps.append(total.fill(price=plain(price), seconds=seconds, hour=HOUR, tasks=tasks, value=plain(value)))
    without_memory = fargate_hour(vcpu, 0, price_vcpu_hour, price_gb_hour, *storage)
    all_storage = fargate_hour(vcpu, memory_gb, price_vcpu_hour, price_gb_hour, *storage, free_ephemeral_gb=0)
    slips = (
        Slip(
            fargate(price, -(-seconds // HOUR) * HOUR, tasks),
            Text("Prices are per hour, but seconds are counted.", "단가는 시간당이지만 초 단위로 과금됩니다."),
            "fargate-bills-per-hour",
        ),
        Slip(
            usd(exact(price) * seconds_run * tasks / HOUR),
            Text("A task is charged for a minute at least.", "태스크마다 최소 시간이 과금됩니다."),
        ),
        Slip(
            fargate(without_memory, seconds_run, tasks),
            Text("Memory is charged too.", "메모리도 과금됩니다."),
            "fargate-bills-cpu-and-storage",
        ),
        Slip(
            fargate(all_storage, seconds_run, tasks),
            Text("A part of the storage is free.", "스토리지 일부는 무료입니다."),
        ),
        Slip(fargate(price, seconds_run), Text("That is a single task.", "태스크 하나의 요금입니다.")),
    )
    return Worked(value, tuple(steps), apart(value, *slips))


def _break_even(
    ec2_price_hour: float, vcpu: float, memory_gb: float, price_vcpu_hour: float, price_gb_hour: float
) -> Worked:
    full = fargate_hour(vcpu, memory_gb, price_vcpu_hour, price_gb_hour)
    value = float(exact(break_even(ec2_price_hour, full)) * 100)
    first = Text(
        "The whole instance on Fargate: {vcpu} × {price_vcpu} + {gb} × {price_gb} = {full} USD an hour.",
        "인스턴스 전체를 Fargate로: {vcpu} × {price_vcpu} + {gb} × {price_gb} = 시간당 {full} USD",
    ).fill(
        vcpu=plain(vcpu),
        price_vcpu=plain(price_vcpu_hour),
        gb=plain(memory_gb),
        price_gb=plain(price_gb_hour),
        full=plain(full),
    )
    then = (
        Text(
            "{ec2} / {full} = {value}%: above it EC2 costs less.",
            "{ec2} / {full} = {value}%: 그 위로는 EC2가 더 쌉니다.",
        )
        if value < 100
        else Text(
            "{ec2} / {full} = {value}%: EC2 never costs less.",
            "{ec2} / {full} = {value}%: EC2가 더 싼 경우가 없습니다.",
        )
    ).fill(ec2=plain(ec2_price_hour), full=plain(full), value=plain(value))
    slips = (
        Slip(
            float(exact(break_even(full, ec2_price_hour)) * 100),
            Text("The wrong way round: EC2 by Fargate.", "거꾸로 나누었습니다. EC2 가격을 Fargate 가격으로 나눕니다."),
        ),
        Slip(
            float(exact(break_even(ec2_price_hour, fargate_hour(vcpu, 0, price_vcpu_hour, 0))) * 100),
            Text("Fargate charges memory too.", "Fargate는 메모리도 과금합니다."),
            "fargate-bills-cpu-and-storage",
        ),
    )
    return Worked(value, (first, then), apart(value, *slips))


_VCPU: Final = Input("vcpu", decimal(0.25, 1_000), Text("vCPU", "vCPU 수"))
_MEMORY: Final = Input("memory_gb", decimal(0.5, 100_000), Text("memory in GB", "메모리(GB)"))
_UNIT_PRICES: Final = (
    Input("price_vcpu_hour", decimal(0.000001, 1_000), Text("USD for a vCPU an hour", "vCPU의 시간당 USD")),
    Input("price_gb_hour", decimal(0.000001, 1_000), Text("USD for a GB of memory an hour", "메모리 GB의 시간당 USD")),
)

MECHANISMS: Final = {
    "fargate": Mechanism(
        Text("Cost of Fargate tasks", "Fargate 태스크의 요금"),
        (
            _VCPU,
            _MEMORY,
            Input(
                "seconds_run", whole(1, 366 * 24 * HOUR), Text("seconds that each task runs", "태스크마다 실행한 초")
            ),
            Input("tasks", whole(1, 100_000), Text("tasks", "태스크 수"), "1"),
            *_UNIT_PRICES,
            Input("ephemeral_gb", decimal(20, 200), Text("ephemeral storage in GB", "임시 스토리지(GB)"), "20"),
            Input(
                "price_ephemeral_gb_hour",
                decimal(0, 1_000),
                Text("USD for a GB of storage an hour", "스토리지 GB의 시간당 USD"),
                "0",
            ),
        ),
        _fargate,
        FARGATE,
        "USD",
    ),
    "break_even": Mechanism(
        Text("Where EC2 costs less than Fargate", "EC2가 Fargate보다 싸지는 지점"),
        (
            Input(
                "ec2_price_hour",
                decimal(0.000001, 1_000),
                Text("USD for the instance an hour", "인스턴스의 시간당 USD"),
            ),
            _VCPU,
            _MEMORY,
            *_UNIT_PRICES,
        ),
        _break_even,
        FARGATE,
        "%",
    ),
}
