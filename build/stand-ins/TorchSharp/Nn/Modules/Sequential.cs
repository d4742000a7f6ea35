#nullable disable
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules called one after the other.</summary>
public partial class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<(string name, nn.IModule<Tensor, Tensor> module)> _items = [];

    internal Sequential()
        : base("torch::nn::SequentialImpl")
    {
    }

    protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules)
        : this()
    {
        foreach (var (name, module) in modules)
            append(name, module);
    }

    protected Sequential(params nn.Module<Tensor, Tensor>[] modules)
        : this()
    {
        foreach (var module in modules)
            append(module);
    }

    public int Count => _items.Count;

    [IndexerName("SequentialItems")]
    public nn.IModule<Tensor, Tensor> this[int index] => _items[index].module;

    [IndexerName("SequentialItems")]
    public Sequential this[(int? start, int? end) index] => Slice(index.start ?? 0, index.end ?? Count);

    [IndexerName("SequentialItems")]
    public Sequential this[Range index] => Slice(index.Start.GetOffset(Count), index.End.GetOffset(Count));

    private IEnumerable<nn.Module> Modules => _items.Select(item => (nn.Module)item.module);

    public Sequential append(nn.IModule<Tensor, Tensor> module)
        => append(Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module);

    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        _items.Add((name, module));
        return this;
    }

    public override Tensor forward(Tensor tensor)
    {
        if (Count == 0)
            return tensor.alias();
        var result = _items[0].module.call(tensor);
        foreach (var (_, module) in _items.Skip(1))
        {
            var next = module.call(result);
            result.Dispose();
            result = next;
        }
        return result;
    }

    public override nn.Module apply(Action<nn.Module> fn)
    {
        foreach (var module in Modules)
            module.apply(fn);
        fn(this);
        return this;
    }

    // Only the children switch, so that this module's own training stays true.
    public override void train(bool on = true)
    {
        foreach (var module in Modules)
            module.train(on);
    }

    public override void eval()
    {
        foreach (var module in Modules)
            module.eval();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var module in Modules)
                module.Dispose();
        }
        base.Dispose(disposing);
    }

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking)
    {
        foreach (var module in Modules)
            module._to(dtype, non_blocking);
        return this;
    }

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking)
    {
        foreach (var module in Modules)
            module._to(device, dtype, non_blocking);
        return this;
    }

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        foreach (var module in Modules)
            module._to(deviceType, deviceIndex, non_blocking);
        return this;
    }

    private Sequential Slice(int start, int end)
    {
        if (start < 0 || start > Count)
            throw new IndexOutOfRangeException($"{start} is not a valid index.");
        if (end < 0 || end > Count)
            throw new IndexOutOfRangeException($"{end} is not a valid index.");
        var part = new Sequential();
        for (var i = start; i < end; i++)
            part.append(_items[i].name, _items[i].module);
        return part;
    }
}
