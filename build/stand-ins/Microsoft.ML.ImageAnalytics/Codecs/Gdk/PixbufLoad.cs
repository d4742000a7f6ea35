using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.ImageAnalytics.Codecs.Gdk;

/// <summary>What a loader reports while it loads: the size that the header claims, and the rows that are there.</summary>
internal sealed unsafe class PixbufLoad : IDisposable
{
    private readonly GCHandle _self;
    private bool[] _rows = [];

    public PixbufLoad(nint loader)
    {
        _self = GCHandle.Alloc(this);
        delegate* unmanaged[Cdecl]<nint, int, int, nint, void> sizePrepared = &OnSize;
        delegate* unmanaged[Cdecl]<nint, int, int, int, int, nint, void> areaUpdated = &OnRows;
        GLib.Connect(loader, "size-prepared", sizePrepared, GCHandle.ToIntPtr(_self), 0, 0);
        GLib.Connect(loader, "area-updated", areaUpdated, GCHandle.ToIntPtr(_self), 0, 0);
    }

    /// <summary>More pixels than a bitmap can hold; such a picture is not loaded.</summary>
    public bool IsTooLarge { get; private set; }

    public bool HasRow(int row) => row < _rows.Length && _rows[row];

    /// <summary>Not before the loader is gone.</summary>
    public void Dispose() => _self.Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnSize(nint loader, int width, int height, nint handle)
    {
        var load = (PixbufLoad)GCHandle.FromIntPtr(handle).Target;
        load.IsTooLarge = (long)width * height * 4 > Array.MaxLength;
        if (load.IsTooLarge)
            LibGdkPixbuf.SetSize(loader, 0, 0);
        else
            load._rows = new bool[Math.Max(0, height)];
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnRows(nint loader, int x, int y, int width, int height, nint handle)
    {
        var rows = ((PixbufLoad)GCHandle.FromIntPtr(handle).Target)._rows;
        for (var row = Math.Max(0, y); row < Math.Min(rows.Length, y + height); row++)
            rows[row] = true;
    }
}
