"""The pages of turnover: the dashboard, the contracts behind a figure, targets."""
