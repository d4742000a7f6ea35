#nullable disable
using TorchSharp.PInvoke;

namespace TorchSharp;

/// <summary>Between .NET numbers and scalars.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => OfLong(value);

    public static Scalar ToScalar(this sbyte value) => OfLong(value);

    public static Scalar ToScalar(this short value) => OfLong(value);

    public static Scalar ToScalar(this int value) => OfLong(value);

    public static Scalar ToScalar(this long value) => OfLong(value);

    public static Scalar ToScalar(this float value) => OfDouble(value);

    public static Scalar ToScalar(this double value) => OfDouble(value);

    public static Scalar ToScalar(this bool value)
    {
        torch.InitializeDeviceType(DeviceType.CPU);
        return new Scalar(NativeMethods.ts_number_of_bool(value));
    }

    public static float ToSingle(this Scalar value) => (float)Double(value);

    public static double ToDouble(this Scalar value) => Double(value);

    public static sbyte ToSByte(this Scalar value) => checked((sbyte)Long(value));

    public static byte ToByte(this Scalar value) => checked((byte)Long(value));

    public static short ToInt16(this Scalar value) => checked((short)Long(value));

    public static int ToInt32(this Scalar value) => checked((int)Long(value));

    public static long ToInt64(this Scalar value) => Long(value);

    public static unsafe bool ToBoolean(this Scalar value)
    {
        bool result;
        torch.Check(NativeMethods.ts_number_to_bool(value.Handle, &result));
        GC.KeepAlive(value);
        return result;
    }

    private static Scalar OfLong(long value)
    {
        torch.InitializeDeviceType(DeviceType.CPU);
        return new Scalar(NativeMethods.ts_number_of_long(value));
    }

    private static Scalar OfDouble(double value)
    {
        torch.InitializeDeviceType(DeviceType.CPU);
        return new Scalar(NativeMethods.ts_number_of_double(value));
    }

    private static unsafe long Long(Scalar value)
    {
        long result;
        torch.Check(NativeMethods.ts_number_to_long(value.Handle, &result));
        GC.KeepAlive(value);
        return result;
    }

    private static unsafe double Double(Scalar value)
    {
        double result;
        torch.Check(NativeMethods.ts_number_to_double(value.Handle, &result));
        GC.KeepAlive(value);
        return result;
    }
}
