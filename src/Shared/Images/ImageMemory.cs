using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Shared.Images;

/// <summary>
/// Rows whose images, and what comes with them, are in memory: a report reads them again and again, and they are not loaded and resized as
/// often.
/// </summary>
internal sealed class ImageMemory : IDataView
{
    private readonly IDataView _view;
    private readonly Dictionary<int, KeptColumn> _columns;
    private readonly long _rows;

    private ImageMemory(IDataView view, DataViewSchema.Column[] columns)
    {
        _view = view;
        using var cursor = view.GetRowCursor(columns);
        (KeptColumn Column, Action Add)[] kept = [.. columns.Select(column => KeptColumn.Create(cursor, column))];
        _columns = columns.Zip(kept).ToDictionary(pair => pair.First.Index, pair => pair.Second.Column);
        for (; cursor.MoveNext(); _rows++)
        {
            foreach (var (_, add) in kept)
                add();
        }
    }

    /// <param name="view">The rows.</param>
    /// <param name="column">The column of images.</param>
    /// <param name="images">What it holds, loaded before.</param>
    public ImageMemory(IDataView view, string column, IReadOnlyList<MLImage> images)
    {
        (_view, _rows) = (view, images.Count);
        _columns = new() { [view.Schema[column].Index] = new KeptScalars<MLImage>(images) };
    }

    public DataViewSchema Schema => _view.Schema;

    public bool CanShuffle => false;

    /// <summary>The same rows; a view whose column holds no images stays as it is.</summary>
    /// <param name="view">The rows.</param>
    /// <param name="images">The column of images.</param>
    /// <param name="others">Columns that are kept, too, where they are there.</param>
    public static IDataView Keep(IDataView view, string images, params IEnumerable<string?> others) =>
        view.Schema[images].Type is not ImageDataViewType ? view : new ImageMemory(
            view, [.. others.Append(images).OfType<string>().Distinct().Select(name => view.Schema.GetColumnOrNull(name))
                .OfType<DataViewSchema.Column>()]);

    public long? GetRowCount() => _rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        var source = _view.GetRowCursor(needed.Where(column => !_columns.ContainsKey(column.Index)));
        return new Cursor(this, source, [.. needed.Select(column => column.Index)]);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(ImageMemory memory, DataViewRowCursor source, HashSet<int> active) : DataViewRowCursor
    {
        private int _row = -1;

        public override DataViewSchema Schema => memory.Schema;

        public override long Position => source.Position;

        public override long Batch => source.Batch;

        public override bool MoveNext()
        {
            _row++;
            return source.MoveNext();
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            memory._columns.TryGetValue(column.Index, out var kept)
                ? (ValueGetter<TValue>)kept.CreateGetter(() => _row)
                : source.GetGetter<TValue>(column);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }
    }
}
