using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Images;

/// <summary>The column of images over one input schema.</summary>
internal sealed class ImageFileMapper : IRowMapper
{
    private readonly IHost _host;
    private readonly ImageFileTransformer _transformer;
    private readonly DataViewSchema.Column _input;

    public ImageFileMapper(IHost host, ImageFileTransformer transformer, DataViewSchema inputSchema)
    {
        _host = host;
        _transformer = transformer;
        string name = Options.InputOrOutputColumnName;
        _input = inputSchema.GetColumnOrNull(name) ?? throw host.ExceptSchemaMismatch(nameof(inputSchema), "input", name);
        if (_input.Type is not TextDataViewType)
        {
            throw host.ExceptSchemaMismatch(
                nameof(inputSchema), "input", name, TextDataViewType.Instance.ToString(), _input.Type.ToString()!);
        }
    }

    private ImageFileOptions Options => _transformer.Options;

    public Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
    {
        bool isActive = activeOutput(0);
        return column => isActive && column == _input.Index;
    }

    public DataViewSchema.DetachedColumn[] GetOutputColumns() =>
        [new(Options.OutputColumnName, new ImageDataViewType(Options.ImageHeight, Options.ImageWidth))];

    public Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
    {
        disposer = null!;
        if (!activeOutput(0))
            return [null!];
        ValueGetter<ReadOnlyMemory<char>> getPath = input.GetGetter<ReadOnlyMemory<char>>(_input);
        var files = new ImageFiles(_host, Options);
        disposer = files.Report;
        return [(ValueGetter<MLImage>)((ref MLImage image) =>
        {
            ReadOnlyMemory<char> path = default;
            getPath(ref path);
            // The image handed in is left alone: it may be anybody's, and whoever collects images hands in the last one.
            image = path.IsEmpty ? null! : files.Load(path.ToString(), input.Position)!;
        })];
    }

    public ITransformer GetTransformer() => _transformer;

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_transformer).Save(ctx);
}
