/**
 * Rows that a trading system would have by then, so that data migrations have something to work on: what a revision finds
 * in the database after it was upgraded to. Every value is fixed, so two databases can be compared.
 */
export const TRADING_DAY: ReadonlyMap<string, readonly string[]> = new Map([
  [
    '8f2b6c1d4e07',
    [
      `INSERT INTO users (id, email, display_name, is_admin) VALUES
         ('00000000-0000-4000-8000-000000000001', 'asha@example.org', 'Asha', true),
         ('00000000-0000-4000-8000-000000000002', 'ben@example.org', NULL, false)`,
    ],
  ],
  [
    '97f0b4a6ce2d',
    [
      `UPDATE strategies SET owner_id = '00000000-0000-4000-8000-000000000001' WHERE broker_code = 'zerodha'`,
      `INSERT INTO instruments (broker_code, instrument_token, trading_symbol, exchange, instrument_type) VALUES
         ('zerodha', 256265, 'NIFTY 50', 'NSE', 'INDEX'), ('paper', 1, 'NIFTY 50', 'NSE', 'INDEX')`,
      `INSERT INTO orders (broker_code, id, strategy_id, instrument_token, side, status, quantity, placed_at) VALUES
         ('zerodha', '00000000-0000-4000-8000-000000000011', 'momentum_nifty', 256265, 'BUY', 'FILLED', 50, '2025-02-25 04:00Z'),
         ('paper', '00000000-0000-4000-8000-000000000012', 'momentum_nifty', 1, 'SELL', 'OPEN', 75, '2025-02-25 04:05Z')`,
      `INSERT INTO positions (broker_code, strategy_id, instrument_token, quantity, average_price) VALUES
         ('zerodha', 'momentum_nifty', 256265, 50, 22500.05)`,
    ],
  ],
  [
    'c5d8e3179a40',
    [
      `INSERT INTO portfolio_snapshots (broker_code, taken_at, cash, market_value) VALUES
         ('zerodha', '2025-03-03 10:00', 1000.50, 1125002.50)`,
    ],
  ],
  [
    'cf507d1be934',
    [
      `UPDATE orders SET status = 'PARTIALLY_FILLED' WHERE id = '00000000-0000-4000-8000-000000000012'`,
      `INSERT INTO strategy_configurations (broker_code, strategy_id, version, strategy_type, parameters)
         VALUES ('zerodha', 'momentum_nifty', 2, 'MomentumStrategy', '{"lookback_minutes": 30}')`,
    ],
  ],
]);

/**
 * What has to go before a revision is taken back: its rows are held by foreign keys as long as something of the trading
 * day is there.
 */
export const CLEARED_BEFORE_DOWNGRADE: ReadonlyMap<string, readonly string[]> = new Map([
  ['97f0b4a6ce2d', ['DELETE FROM positions', 'DELETE FROM orders', 'DELETE FROM instruments']],
]);
