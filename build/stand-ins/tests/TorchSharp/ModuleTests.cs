using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Modules, with the original's surprises.</summary>
public class ModuleTests
{
    [Fact]
    public void LinearWeight_IsAFreshWrapperEachTime_OverTheSameNumbers()
    {
        using var scope = NewDisposeScope();
        using var linear = nn.Linear(2, 1);

        Assert.NotSame(linear.weight, linear.weight);
        using (no_grad())
            linear.weight!.fill_(2);
        linear.weight!.Dispose();

        Assert.Equal(4f, (float)linear.parameters().First().sum());
    }

    [Fact]
    public void LinearMadeInAScope_LosesItsParametersAndStillWorks()
    {
        Linear linear;
        using (NewDisposeScope())
            linear = nn.Linear(2, 1);

        Assert.Empty(linear.parameters());
        Assert.Empty(linear.state_dict());
        using var scope = NewDisposeScope();
        Assert.Equal([3L, 1L], linear.forward(ones(3, 2)).shape);
        linear.Dispose();
    }

    [Fact]
    public void OwnParametersMadeInAScope_DieWithIt()
    {
        Pair pair;
        using (NewDisposeScope())
            pair = new Pair();

        Assert.Empty(pair.state_dict());
        Assert.True(pair.Weight.IsInvalid);
    }

    [Fact]
    public void RegisterComponents_SeesNoPrivateFieldsOfABaseClass()
    {
        using var scope = NewDisposeScope();

        using var module = new Derived();

        Assert.Equal(["_own", "Seen"], module.state_dict().Keys);
        Assert.Equal(3f, (float)module.Total());
    }

    [Fact]
    public void Sequential_StaysInTraining_WhileItsChildrenSwitch()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(("a", nn.Linear(2, 2)), ("b", nn.ReLU()));

        network.eval();

        Assert.True(network.training);
        Assert.All(network.children(), child => Assert.False(child.training));
        Assert.Equal(["a.weight", "a.bias"], network.state_dict().Keys);
    }

    [Fact]
    public void Hooks_RunThroughCallOnly()
    {
        using var scope = NewDisposeScope();
        using var relu = nn.ReLU();
        var calls = 0;
        var hook = relu.register_forward_hook((_, _, output) =>
        {
            calls++;
            return output;
        });

        relu.forward(ones(1));
        Assert.Equal(0, calls);
        relu.call(ones(1));
        hook.remove();
        relu.call(ones(1));

        Assert.Equal(1, calls);
    }

    [Fact]
    public void To_ReplacesOwnParameters_AndMovesBuiltInOnesInPlace()
    {
        using var scope = NewDisposeScope();
        var pair = new Pair();
        var own = pair.Weight;
        using var linear = nn.Linear(2, 2);
        var builtIn = linear.parameters().First();

        pair.to(ScalarType.Float64);
        linear.@double();

        Assert.NotSame(own, pair.Weight);
        Assert.Same(builtIn, linear.parameters().First());
        Assert.Equal((ScalarType.Float64, ScalarType.Float64), (pair.Weight.dtype, builtIn.dtype));
        Assert.Throws<ArgumentException>(() => pair.to(ScalarType.Int32));
    }

    [Fact]
    public void LoadStateDict_Strict_ChecksBeforeItCopies()
    {
        using var scope = NewDisposeScope();
        using var linear = nn.Linear(2, 1);
        var before = linear.weight!.clone();

        Assert.Throws<InvalidOperationException>(() => linear.load_state_dict(new() { ["weight"] = zeros(1, 2) }));
        Assert.True(before.Equals(linear.weight!));

        var (missing, _) = linear.load_state_dict(new() { ["weight"] = zeros(1, 2) }, strict: false);
        Assert.Equal(["bias"], missing);
        Assert.Equal(0f, (float)linear.weight!.abs().sum());
    }

    [Fact]
    public void ModuleList_RegistersItsItemsUnderTheirNumbers()
    {
        using var scope = NewDisposeScope();
        var holder = new Holder();

        Assert.Equal(["Items.0.weight", "Items.0.bias"], holder.state_dict().Keys);
        Assert.Equal(2, holder.named_modules().Count());
    }

    [Fact]
    public void Dispose_TakesChildrenAlong()
    {
        var network = nn.Sequential(nn.Linear(2, 2));
        var weight = network.parameters().First();

        network.Dispose();

        Assert.True(weight.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => network.call(ones(1, 2)));
    }

    private sealed class Holder : nn.Module
    {
        public readonly ModuleList<Linear> Items = nn.ModuleList(nn.Linear(1, 1));

        public Holder()
            : base(nameof(Holder))
        {
            RegisterComponents();
        }
    }

    private sealed class Pair : nn.Module<Tensor, Tensor>
    {
        public readonly Parameter Weight = new(ones(2));

        public Pair()
            : base(nameof(Pair))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => input * Weight;
    }

    private class Base : nn.Module
    {
        protected readonly Parameter Seen = new(ones(1));
        private readonly Parameter _unseen = new(ones(1));

        protected Base()
            : base(nameof(Base))
        {
        }

        public Tensor Sum() => Seen + _unseen;
    }

    private sealed class Derived : Base
    {
        private readonly Parameter _own = new(ones(1));

        public Derived()
        {
            RegisterComponents();
        }

        public Tensor Total() => Sum() + _own;
    }
}
