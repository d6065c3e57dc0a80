import { historyBetween, historyOf, historyRangeNeedsCurrent, parseHistoryRange } from '../../core/script/history.ts';
import { chainJson } from '../chain-json.ts';
import type { CliCommand } from '../command.ts';
import { usageError } from '../usage-error.ts';
