using Microsoft.ML.Data;
using Microsoft.ML.Internal.DataView;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>Collects columns in order and decides which of them are hidden.</summary>
    public sealed class Builder
    {
        private readonly List<DetachedColumn> _columns = [];

        public Builder()
        {
        }

        public void AddColumn(string name, DataViewType type, Annotations annotations = null)
        {
            Guard.Name(name, nameof(name));
            ArgumentNullException.ThrowIfNull(type);
            _columns.Add(new DetachedColumn(name, type, annotations));
        }

        public void AddColumns(IEnumerable<Column> source)
        {
            foreach (var column in source)
                AddColumn(column.Name, column.Type, column.Annotations);
        }

        public void AddColumns(IEnumerable<DetachedColumn> source)
        {
            foreach (var column in source)
                AddColumn(column.Name, column.Type, column.Annotations);
        }

        public DataViewSchema ToSchema()
        {
            var indexByName = new Dictionary<string, int>();
            for (var i = 0; i < _columns.Count; i++)
                indexByName[_columns[i].Name] = i;
            var columns = _columns
                .Select((c, i) => new Column(c.Name, i, indexByName[c.Name] != i, c.Type, c.Annotations))
                .ToArray();
            return new DataViewSchema(columns, indexByName);
        }
    }
}
