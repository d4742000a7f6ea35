using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Projects rows.</summary>
internal sealed class ProjectingMapper(IHost host, string[] outputs, DataViewSchema.Column[] inputs, Projection[] projections) : IRowMapper
{
    public DataViewSchema.DetachedColumn[] OutputColumns { get; } = [.. outputs.Select((name, i) =>
        new DataViewSchema.DetachedColumn(name, new VectorDataViewType(NumberDataViewType.Single, projections[i].Rank)))];

    public IEnumerable<int> GetDependencies(int output) => [inputs[output].Index];

    public Delegate[] CreateGetters(DataViewRow input, bool[] active) =>
        [.. projections.Select((projection, i) => active[i] ? GetterOver(input.GetGetter<VBuffer<float>>(inputs[i]), projection) : null)];

    private ValueGetter<VBuffer<float>> GetterOver(ValueGetter<VBuffer<float>> getter, Projection projection)
    {
        VBuffer<float> source = default;
        var dense = new float[projection.Dimension];
        return (ref VBuffer<float> destination) =>
        {
            getter(ref source);
            host.Check(source.Length == projection.Dimension);
            source.CopyTo(dense);
            var editor = VBufferEditor.Create(ref destination, projection.Rank);
            projection.Apply(dense, editor.Values);
            destination = editor.Commit();
        };
    }
}
