using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Images;

/// <summary>The column of images over one input schema.</summary>
internal sealed class ImageFileMapper : IRowMapper
{
    /// <summary>What the input column may be.</summary>
    public const string Expected = "String or vector of Byte";

    private readonly IHost _host;
    private readonly ImageFileTransformer _transformer;
    private readonly DataViewSchema.Column _input;

    public ImageFileMapper(IHost host, ImageFileTransformer transformer, DataViewSchema inputSchema)
    {
        _host = host;
        _transformer = transformer;
        string name = Options.InputOrOutputColumnName;
        _input = inputSchema.GetColumnOrNull(name) ?? throw host.ExceptSchemaMismatch(nameof(inputSchema), "input", name);
        bool isVector = _input.Type is VectorDataViewType vector && vector.ItemType.Equals(NumberDataViewType.Byte);
        if (!isVector && _input.Type is not TextDataViewType)
            throw host.ExceptSchemaMismatch(nameof(inputSchema), "input", name, Expected, _input.Type.ToString()!);
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
        var files = new ImageFiles(_host, Options);
        disposer = files.Report;
        return [_input.Type is TextDataViewType ? OfPaths(input, files) : OfContents(input, files)];
    }

    public ITransformer GetTransformer() => _transformer;

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_transformer).Save(ctx);

    // The image handed in is left alone: it may be anybody's, and whoever collects images hands in the last one.
    private ValueGetter<MLImage> OfPaths(DataViewRow input, ImageFiles files)
    {
        ValueGetter<ReadOnlyMemory<char>> getPath = input.GetGetter<ReadOnlyMemory<char>>(_input);
        return (ref MLImage image) =>
        {
            ReadOnlyMemory<char> path = default;
            getPath(ref path);
            image = path.IsEmpty ? null! : files.Load(path.ToString(), input.Position)!;
        };
    }

    private ValueGetter<MLImage> OfContents(DataViewRow input, ImageFiles files)
    {
        ValueGetter<VBuffer<byte>> getContent = input.GetGetter<VBuffer<byte>>(_input);
        VBuffer<byte> content = default;
        return (ref MLImage image) =>
        {
            getContent(ref content);
            image = content.Length == 0 ? null! : files.Load(content, input.Position)!;
        };
    }
}
