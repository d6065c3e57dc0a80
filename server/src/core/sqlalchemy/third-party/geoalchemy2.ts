import { PythonRaise, type PythonValue } from '../../python/values.ts';
import { optionalFlag, optionalInteger, optionalText } from '../argument-readers.ts';
import type { BoundArguments } from '../call-signature.ts';
import type { SqlType } from '../types/sql-type.ts';
import { TypeClass } from '../types/type-class.ts';

const SIGNATURE =
  "(geometry_type='GEOMETRY', srid=-1, dimension=None, spatial_index=True, use_N_D_index=False, use_typmod=None, " +
  'from_text=None, name=None, nullable=True, _spatial_index_reflected=None)';

/** A column of it brings an index along, and its values go through functions of PostGIS. Source: GeoAlchemy2 0.20. */
function spatialType(className: string, keyword: string): TypeClass {
  return new TypeClass(`${className}${SIGNATURE}`, (bound): SqlType => {
    const name = optionalText(bound, 'name') ?? keyword;
    const given = bound.values.get('geometry_type');
    const type =
      given === undefined ? 'GEOMETRY' : (optionalText(bound, 'geometry_type') ?? '').toUpperCase();
    const srid = optionalInteger(bound, 'srid') ?? -1;
    refuseDimension(bound, type);
    return {
      kind: 'plain',
      text: type === '' ? name : `${name}(${type},${srid})`,
      convertsValues: true,
      ...traits(bound, optionalFlag(bound, 'use_N_D_index') ? 'n-dimensional' : 'plain'),
    };
  });
}

function traits(bound: BoundArguments, index: 'plain' | 'n-dimensional' | 'raster') {
  return {
    ...((optionalFlag(bound, 'spatial_index') ?? true) ? { spatialIndex: index } : {}),
    ...((optionalFlag(bound, 'nullable') ?? true) ? {} : { isNotNull: true }),
  };
}

/** Source: `_GISType.check_ctor_args`. */
function refuseDimension(bound: BoundArguments, type: string): void {
  const dimension = optionalInteger(bound, 'dimension');
  if (dimension === null) return;
  const refuse = (message: string) => new PythonRaise('ValueError', message, bound.span);
  if (![2, 3, 4].includes(dimension)) {
    throw refuse(`dimension must be one of [None, 2, 3, 4] but got ${dimension}`);
  }
  if (type.endsWith('ZM')) {
    if (dimension !== 4) throw refuse("dimension must be 4 when geometry_type ends with 'ZM'");
  } else if (/[ZM]$/.test(type) && dimension !== 3) {
    throw refuse("dimension must be 3 when geometry_type ends with 'Z' or 'M'");
  }
}

const RASTER = new TypeClass(
  'Raster(spatial_index=True, from_text=None, name=None, nullable=True, _spatial_index_reflected=None)',
  (bound): SqlType => ({
    kind: 'plain',
    text: optionalText(bound, 'name') ?? 'raster',
    convertsValues: true,
    ...traits(bound, 'raster'),
  }),
);

const NAMES: ReadonlyMap<string, PythonValue> = new Map([
  ['Geometry', spatialType('Geometry', 'geometry')],
  ['Geography', spatialType('Geography', 'geography')],
  ['Raster', RASTER],
]);

/** By the modules of GeoAlchemy2. */
export const GEOALCHEMY2: ReadonlyArray<readonly [string, ReadonlyMap<string, PythonValue>]> = [
  ['geoalchemy2', NAMES],
  ['geoalchemy2.types', NAMES],
];
