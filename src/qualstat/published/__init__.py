"""Published: figures as an earlier report printed them, without the registers behind them."""

from qualstat.published.values import Figures, Published

__all__ = ["Figures", "Published"]
