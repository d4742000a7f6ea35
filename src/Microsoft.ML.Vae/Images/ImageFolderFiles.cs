using Microsoft.ML.Vae.Blocks;

namespace Microsoft.ML.Vae.Images;

/// <summary>Paths of image files, with the names of their folders. They are in memory: the images are what does not fit.</summary>
internal sealed class ImageFolderFiles : IBlockSource
{
    public const string PathColumn = "Path";
    public const string LabelColumn = "Label";
    public const string ImageColumn = "Image";

    private const int FilesPerGroup = 16;

    private static readonly string[] _extensions = [".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif"];

    private readonly string _folder;
    private readonly string[] _files;   // relative to the folder

    private ImageFolderFiles(string folder, string[] files)
    {
        (_folder, _files) = (folder, files);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(PathColumn, TextDataViewType.Instance);
        builder.AddColumn(LabelColumn, TextDataViewType.Instance);
        Schema = builder.ToSchema();
        GroupRows = [.. files.Chunk(FilesPerGroup).Select(group => (long)group.Length)];
    }

    public DataViewSchema Schema { get; }

    public IReadOnlyList<long> GroupRows { get; }

    /// <exception cref="IOException">There is no such folder, or no image in it.</exception>
    public static ImageFolderFiles Find(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        string root = Path.GetFullPath(folder);
        string[] files = [.. FindFiles(root).Select(file => Path.GetRelativePath(root, file)).Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? new ImageFolderFiles(root, files)
            : throw new FileNotFoundException($"Folder '{folder}' has no images ({Extensions}).");
    }

    /// <summary>The endings of image files, as a message names them.</summary>
    public static string Extensions => string.Join(", ", _extensions);

    public static bool IsImage(string file) => _extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    /// <summary>The image files of a folder and of the folders in it, in no order.</summary>
    public static IEnumerable<string> FindFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsImage);

    public long BytesPerReader(IReadOnlyCollection<DataViewSchema.Column> columns) => 0;

    public BlockReader Open(IReadOnlyCollection<DataViewSchema.Column> columns) => new Reader(this);

    private sealed class Reader(ImageFolderFiles files) : BlockReader
    {
        private ArraySegment<string> _group = [];
        private bool _isRead;

        public override void Start(int group)
        {
            int first = group * FilesPerGroup;
            _group = new ArraySegment<string>(files._files, first, (int)files.GroupRows[group]);
            _isRead = false;
        }

        public override int ReadSlice()
        {
            int rows = _isRead ? 0 : _group.Count;
            _isRead = true;
            return rows;
        }

        public override BlockColumn Column(int index) => new Texts(row => index == 0
            ? Path.Combine(files._folder, _group[row])
            : Path.GetFileName(Path.GetDirectoryName(_group[row])!));
    }

    private sealed class Texts(Func<int, string> text) : BlockColumn<ReadOnlyMemory<char>>
    {
        public override void Get(int row, ref ReadOnlyMemory<char> value) => value = text(row).AsMemory();
    }
}
