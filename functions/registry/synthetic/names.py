"""Vietnamese names with roughly the frequencies of the population, for synthetic people.

Weights are relative. Family names: shares in per cent as commonly published (Nguyễn about 38);
the list stands for the 90 % that they cover. Middle and given names: our estimate.
"""

import itertools
from bisect import bisect
from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

Choice = TypeVar("Choice")


class Weighted(Generic[Choice]):
    """Choices with weights, picked by a number from 0 up to 1."""

    def __init__(self, weights: Mapping[Choice, float]) -> None:
        self._choices: Sequence[Choice] = list(weights)
        self._bounds = list(itertools.accumulate(weights.values()))

    def at(self, share: float) -> Choice:
        """The choice that `share` (0 up to 1) of the sum of weights falls to."""
        return self._choices[bisect(self._bounds, share * self._bounds[-1])]


def _even(words: str) -> Weighted[str]:
    return Weighted(dict.fromkeys(words.split(), 1.0))


FAMILY = Weighted(
    {
        "Nguyễn": 38.4,
        "Trần": 11,
        "Lê": 9.5,
        "Phạm": 7.1,
        "Hoàng": 3.6,
        "Phan": 4.5,
        "Vũ": 2.4,
        "Đặng": 2.1,
        "Bùi": 2,
        "Võ": 1.5,
        "Huỳnh": 1.5,
        "Đỗ": 1.4,
        "Hồ": 1.3,
        "Ngô": 1.3,
        "Dương": 1,
        "Đinh": 0.8,
        "Đoàn": 0.6,
        "Trương": 0.6,
        "Lý": 0.5,
        "Mai": 0.5,
        "Đào": 0.5,
        "Trịnh": 0.4,
        "Hà": 0.4,
        "Cao": 0.4,
        "Lương": 0.4,
        "Lưu": 0.3,
        "Tạ": 0.3,
        "Châu": 0.2,
        "Thái": 0.2,
        "Nông": 0.2,
        "Quách": 0.1,
        "Giàng": 0.1,
    }
)

MIDDLE = {
    "male": Weighted(
        {
            "Văn": 30,
            "Đức": 7,
            "Minh": 7,
            "Quang": 6,
            "Hữu": 5,
            "Xuân": 4,
            "Ngọc": 4,
            "Công": 4,
            "Thanh": 4,
            "Đình": 4,
            "Quốc": 4,
            "Hoàng": 4,
            "Anh": 3,
            "Tuấn": 3,
            "Gia": 3,
            "Bá": 2,
            "Trọng": 2,
            "Viết": 2,
            "Duy": 2,
        }
    ),
    "female": Weighted(
        {
            "Thị": 34,
            "Thị Thu": 5,
            "Thị Minh": 3,
            "Thị Ngọc": 5,
            "Thị Thanh": 5,
            "Thị Kim": 4,
            "Thị Bích": 2,
            "Thị Hồng": 4,
            "Ngọc": 8,
            "Thu": 5,
            "Minh": 5,
            "Thanh": 5,
            "Khánh": 4,
            "Phương": 4,
            "Bảo": 3,
            "Hoài": 2,
            "Diệu": 2,
        }
    ),
}

GIVEN = {
    "male": _even(
        "An Anh Bảo Bình Chiến Cường Dũng Duy Đạt Đông Đức Giang Hải Hiếu Hiệp Hòa Hoàng Hùng "
        "Hưng Huy Khánh Khoa Khôi Kiên Lâm Long Lộc Mạnh Minh Nam Nghĩa Nhân Phong Phú Phúc "
        "Phước Quân Quang Quý Sơn Tài Tâm Thái Thắng Thành Thiện Thịnh Tiến Toàn Trung Tú Tuấn "
        "Tùng Việt Vinh Vũ"
    ),
    "female": _even(
        "An Anh Ánh Bích Châu Chi Cúc Diễm Diệp Dung Duyên Đào Giang Hà Hạnh Hằng Hiền Hoa Hoài "
        "Hồng Huệ Hương Hường Khuê Lan Lệ Liên Linh Loan Ly Mai My Nga Ngân Ngọc Nguyệt Nhi "
        "Nhung Oanh Phượng Phương Quyên Quỳnh Tâm Thảo Thanh Thoa Thu Thúy Thủy Trà Trang Trâm "
        "Trinh Tuyết Uyên Vân Vy Xuân Yến"
    ),
}
