using System.Reflection;

namespace Microsoft.ML.Runtime;

/// <summary>How a component is created: by a constructor, or by a static Create method of its loader type.</summary>
internal sealed class LoadableClassInfo
{
    private const BindingFlags AnyVisibility = BindingFlags.Public | BindingFlags.NonPublic;

    private readonly LoadableClassAttributeBase _attribute;
    private readonly MethodBase _creator;

    private LoadableClassInfo(LoadableClassAttributeBase attribute, MethodBase creator)
    {
        _attribute = attribute;
        _creator = creator;
    }

    public Type Type => _attribute.InstanceType;

    public bool CanCreate => _creator != null;

    private bool NeedsEnvironment => _creator.GetParameters().Length > _attribute.CtorTypes.Length;

    public static LoadableClassInfo Find(LoadableClassAttributeBase attribute)
        => new(attribute, MoreVisible(attribute.InstanceType, FindConstructor(attribute), FindCreateMethod(attribute)));

    public object CreateInstance(IHostEnvironment env, string name, object[] extra)
    {
        var needed = _attribute.CtorTypes.Length - (_attribute.ArgType == null ? 0 : 1);
        if (needed != extra.Length)
        {
            throw env.Except(
                "Wrong number of extra parameters for loadable class '{0}', need '{1}', given '{2}'", name, needed, extra.Length);
        }
        var args = new List<object>();
        if (NeedsEnvironment)
            args.Add(env);
        if (_attribute.ArgType != null)
            args.Add(Activator.CreateInstance(_attribute.ArgType));
        args.AddRange(extra);
        return Invoke([.. args]);
    }

    private object Invoke(object[] args)
    {
        try
        {
            return _creator is ConstructorInfo constructor ? constructor.Invoke(args) : _creator.Invoke(null, args);
        }
        catch (TargetInvocationException ex) when (ex.InnerException?.IsMarked() == true)
        {
            throw Contracts.Except(ex, "Error during class instantiation");
        }
    }

    private static ConstructorInfo FindConstructor(LoadableClassAttributeBase attribute)
        => attribute.InstanceType.IsAssignableFrom(attribute.LoaderType)
            ? WithOrWithoutEnvironment(attribute, types => attribute.LoaderType.GetConstructor(BindingFlags.Instance | AnyVisibility, types))
            : null;

    private static MethodInfo FindCreateMethod(LoadableClassAttributeBase attribute)
        => WithOrWithoutEnvironment(attribute, types =>
        {
            var create = attribute.LoaderType.GetMethod("Create", BindingFlags.Static | AnyVisibility | BindingFlags.FlattenHierarchy, types);
            return create?.DeclaringType == attribute.LoaderType && create.ReturnType == attribute.InstanceType ? create : null;
        });

    private static T WithOrWithoutEnvironment<T>(LoadableClassAttributeBase attribute, Func<Type[], T> find)
        where T : MethodBase
        => find(attribute.CtorTypes) ?? find([typeof(IHostEnvironment), .. attribute.CtorTypes]);

    private static MethodBase MoreVisible(Type type, ConstructorInfo constructor, MethodInfo create)
    {
        if (constructor == null || create == null)
            return constructor ?? (MethodBase)create;
        if (Visibility(constructor) == Visibility(create))
        {
            throw Contracts.Except(
                $"Can't load type {type}, because it has both create and constructor methods with the same visibility. "
                + "Please indicate which one should be used by changing either the signature or the visibility of one of them.");
        }
        return Visibility(constructor) > Visibility(create) ? constructor : create;
    }

    private static int Visibility(MethodBase method) => (method.Attributes & MethodAttributes.MemberAccessMask) switch
    {
        MethodAttributes.FamANDAssem => 0,
        MethodAttributes.Private => 1,
        MethodAttributes.Family => 2,
        MethodAttributes.FamORAssem => 3,
        MethodAttributes.Assembly => 4,
        _ => 5,
    };
}
