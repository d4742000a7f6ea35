using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.Vae.Mpi.Interop;

/// <summary>The functions of an MPI library that are needed. Its own error handler ends the job where one of them fails.</summary>
internal sealed unsafe class MpiLibrary
{
    private const int ThreadsInTurn = 2;            // MPI_THREAD_SERIALIZED
    private const int LongestVersion = 1 << 13;     // MPICH's MPI_MAX_LIBRARY_VERSION_STRING, the longer of the two

    private static readonly string[] _openMpi = ["libmpi.so.40", "libmpi.40.dylib"];
    private static readonly string[] _mpich = ["libmpich.so.12", "libmpi.so.12", "libmpich.12.dylib", "libmpi.12.dylib", "msmpi.dll"];

    private readonly nint _library;
    private readonly MpiHandles _handles;
    private readonly delegate* unmanaged<void*, void*, int, nint, nint, nint, int> _allreduce;
    private readonly delegate* unmanaged<void*, int, nint, int, nint, int> _broadcast;
    private readonly delegate* unmanaged<void*, int, nint, void*, int*, int*, nint, nint, int> _allgather;

    private MpiLibrary(string path, nint library)
    {
        (Path, _library) = (path, library);
        IsOpenMpi = NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out _);
        _handles = IsOpenMpi
            ? MpiHandles.OpenMpi(name => NativeLibrary.GetExport(library, name))
            : MpiHandles.Mpich;
        _allreduce = (delegate* unmanaged<void*, void*, int, nint, nint, nint, int>)Function("MPI_Allreduce");
        _broadcast = (delegate* unmanaged<void*, int, nint, int, nint, int>)Function("MPI_Bcast");
        _allgather = (delegate* unmanaged<void*, int, nint, void*, int*, int*, nint, nint, int>)Function("MPI_Allgatherv");
        Version = ReadVersion();
    }

    /// <summary>The file, as it was looked for.</summary>
    public string Path { get; }

    /// <summary>Whether it is Open MPI, not of MPICH's family.</summary>
    public bool IsOpenMpi { get; }

    /// <summary>Whose it is, and its version.</summary>
    public string Version { get; }

    /// <param name="launcher">What started this process.</param>
    /// <param name="path">The file; null: one of those that are usual.</param>
    /// <exception cref="InvalidOperationException">There is no such file.</exception>
    public static MpiLibrary Load(Launcher launcher, string? path)
    {
        string[] candidates = path is not null ? [path]
            : launcher.IsOpenMpi == false ? [.. _mpich, .. _openMpi]
            : [.. _openMpi, .. _mpich];
        foreach (string candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, out nint library))
                return new MpiLibrary(candidate, library);
        }
        string tried = string.Join(", ", candidates.Where(IsOfThisSystem));
        throw new InvalidOperationException(FormattableString.Invariant(
            $"{launcher.Name} started {launcher.Size} processes ({launcher.Variable}), but no MPI library was found: tried {tried}. ")
            + $"Install the launcher's MPI, or name its library in {nameof(MpiOptions)}.{nameof(MpiOptions.LibraryPath)}.");
    }

    public void Initialize()
    {
        int provided;
        _ = ((delegate* unmanaged<void*, void*, int, int*, int>)Function("MPI_Init_thread"))(null, null, ThreadsInTurn, &provided);
        if (provided < ThreadsInTurn)
            throw new InvalidOperationException($"{Version} does not let another thread than the first call it (MPI_THREAD_SERIALIZED).");
    }

    public int Rank() => Ask("MPI_Comm_rank");

    public int Size() => Ask("MPI_Comm_size");

    public void Sum(float* numbers, int count) =>
        _ = _allreduce((void*)_handles.InPlace, numbers, count, _handles.Float, _handles.Sum, _handles.World);

    public void Sum(double* numbers, int count) =>
        _ = _allreduce((void*)_handles.InPlace, numbers, count, _handles.Double, _handles.Sum, _handles.World);

    public void Broadcast(byte* bytes, int count) => _ = _broadcast(bytes, count, _handles.Byte, 0, _handles.World);

    public void Gather(byte* mine, int count, byte* all, int* counts, int* starts) =>
        _ = _allgather(mine, count, _handles.Byte, all, counts, starts, _handles.Byte, _handles.World);

    public void Abort(int code) => _ = ((delegate* unmanaged<nint, int, int>)Function("MPI_Abort"))(_handles.World, code);

    public void End() => _ = ((delegate* unmanaged<int>)Function("MPI_Finalize"))();

    private static bool IsOfThisSystem(string file) => OperatingSystem.IsWindows() ? file.EndsWith(".dll", StringComparison.Ordinal)
        : OperatingSystem.IsMacOS() ? file.EndsWith(".dylib", StringComparison.Ordinal)
        : !file.EndsWith(".dll", StringComparison.Ordinal) && !file.EndsWith(".dylib", StringComparison.Ordinal);

    private nint Function(string name) => NativeLibrary.GetExport(_library, name);

    private int Ask(string function)
    {
        int answer;
        _ = ((delegate* unmanaged<nint, int*, int>)Function(function))(_handles.World, &answer);
        return answer;
    }

    // "Open MPI v4.1.4, package: …" and "MPICH Version:\t4.0.2\n…".
    private string ReadVersion()
    {
        byte* text = stackalloc byte[LongestVersion];
        int length;
        _ = ((delegate* unmanaged<byte*, int*, int>)Function("MPI_Get_library_version"))(text, &length);
        string whole = Encoding.UTF8.GetString(text, Math.Clamp(length, 0, LongestVersion));
        return whole.Split(',', '\n', '\0')[0].Replace(" Version:", "", StringComparison.Ordinal).Replace('\t', ' ').Trim();
    }
}
