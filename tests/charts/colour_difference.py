"""How far apart two colours look: CAM02-UCS after Luo, Cui and Li (2006), with sight simulated.

CIECAM02 under the usual viewing conditions of a screen (D65, background 20, adapting luminance
64/pi/5 cd/m2, average surround); dichromat sight after Machado, Oliveira and Fernandes (2009), severity 1.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]

_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_CAT02 = np.array([[0.7328, 0.4296, -0.1624], [-0.7036, 1.6975, 0.0061], [0.0030, 0.0136, 0.9834]])
_HPE = np.array([[0.38971, 0.68898, -0.07868], [-0.22981, 1.18340, 0.04641], [0.0, 0.0, 1.0]])
_SIGHT = {
    "normal": np.eye(3),
    "protanope": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranope": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}


def distance_for(sight: str, one: str, other: str) -> float:
    """The distance in CAM02-UCS of two ``#rrggbb`` colours as someone with this sight sees them."""
    return float(np.linalg.norm(_ucs(_seen(one, sight)) - _ucs(_seen(other, sight))))


def _seen(colour: str, sight: str) -> Vector:
    """Linear sRGB in [0, 1]."""
    coded = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    seen: Vector = np.clip(_SIGHT[sight] @ linear, 0, 1)
    return seen


def _ucs(linear: Vector) -> Vector:
    white = np.array([95.047, 100.0, 108.883])
    adapting, background, surround, factor, chromatic = 64 / np.pi / 5, 20.0, 0.69, 1.0, 1.0
    degree = factor * (1 - np.exp((-adapting - 42) / 92) / 3.6)
    white_rgb = _CAT02 @ white
    gains = degree * white[1] / white_rgb + 1 - degree
    k = 1 / (5 * adapting + 1)
    level = 0.2 * k**4 * 5 * adapting + 0.1 * (1 - k**4) ** 2 * np.cbrt(5 * adapting)
    n = background / white[1]
    induction = 0.725 * n**-0.2
    z = 1.48 + np.sqrt(n)

    def responses(xyz: Vector) -> Vector:
        cones = _HPE @ np.linalg.solve(_CAT02, (_CAT02 @ xyz) * gains)
        part = (level * np.abs(cones) / 100) ** 0.42
        adapted: Vector = np.sign(cones) * 400 * part / (27.13 + part) + 0.1
        return adapted

    def achromatic(r: Vector) -> float:
        return float((2 * r[0] + r[1] + r[2] / 20 - 0.305) * induction)

    r = responses(_XYZ @ linear * 100)
    a = r[0] - 12 * r[1] / 11 + r[2] / 11
    b = (r[0] + r[1] - 2 * r[2]) / 9
    hue = np.arctan2(b, a)
    eccentricity = (np.cos(hue + 2) + 3.8) / 4
    lightness = 100 * (max(achromatic(r), 0) / achromatic(responses(white))) ** (surround * z)
    t = 50000 / 13 * chromatic * induction * eccentricity * np.hypot(a, b) / (r[0] + r[1] + 21 * r[2] / 20)
    chroma = t**0.9 * np.sqrt(lightness / 100) * (1.64 - 0.29**n) ** 0.73
    colourfulness = chroma * level**0.25
    j = 1.7 * lightness / (1 + 0.007 * lightness)
    m = np.log1p(0.0228 * colourfulness) / 0.0228
    return np.array([j, m * np.cos(hue), m * np.sin(hue)])
